import { useQuery } from "@tanstack/react-query";
import { BASE_PATH } from "../../api/client";
import { ApiError } from "../../api/problem";
import { Card } from "../../components/Card";
import { Copy } from "../../components/Copy";
import { Ghosts } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { Trouble } from "../../components/Trouble";
import type { Language } from "../../format/money";
import { useText } from "../../i18n/language";
import { common, type Document, groups } from "./document";
import { OperationDetails } from "./OperationDetails";
import { Prose } from "./Prose";
import classes from "./Reference.module.css";

/** The document in the page's language. */
const pathOf = (language: Language) => `${BASE_PATH}/openapi${language === "ko" ? ".ko" : ""}.json`;

async function load(path: string, signal: AbortSignal): Promise<Document> {
  const answer = await fetch(path, { signal }).catch(() => {
    throw new ApiError("offline", 0, "");
  });
  if (!answer.ok) throw new ApiError("unavailable", answer.status, "");
  return answer.json();
}

/** The OpenAPI document of this very server, to be read by people. */
export default function Reference() {
  const { t, language } = useText();
  const path = pathOf(language);
  const document = useQuery({
    queryKey: ["openapi", language],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => load(path, signal),
  });
  return (
    <Screen title={t.sections.api} note={t.reference.note}>
      <Card title={t.reference.base}>
        <Copy text={`${window.location.origin}${BASE_PATH}`} label={t.reference.base} />
        <p className={classes.auth}>{t.reference.auth}</p>
        <p>
          <a href={path} className="lp-link">
            {t.reference.document}
          </a>
        </p>
      </Card>
      {document.isPending && <Ghosts rows={8} />}
      {document.error !== null && <Trouble error={document.error} retry={() => void document.refetch()} />}
      {document.data !== undefined && <Operations document={document.data} />}
    </Screen>
  );
}

/** A card for each group, and the way to it. */
function Operations({ document }: { document: Document }) {
  const { t } = useText();
  const all = groups(document);
  return (
    <>
      <nav aria-label={t.reference.contents} className={classes.contents}>
        {all.map(({ tag }) => (
          <a key={tag} href={`#${tag}`} className="lp-link">
            {tag}
          </a>
        ))}
      </nav>
      <CommonErrors document={document} />
      {all.map(({ tag, about, operations }) => (
        <div key={tag} id={tag} className={classes.group}>
          <Card flush title={tag}>
            <p className={classes.about}>{about}</p>
            {operations.map((operation) => (
              <OperationDetails key={operation.operationId} document={document} operation={operation} />
            ))}
          </Card>
        </div>
      ))}
    </>
  );
}

function CommonErrors({ document }: { document: Document }) {
  const { t } = useText();
  return (
    <Card title={t.reference.common}>
      {common(document).map(({ sentence, codes }) => (
        <p key={sentence} className={classes.error}>
          <Prose>{`${sentence} ${codes.map((code) => `\`${code}\``).join(", ")}`}</Prose>
        </p>
      ))}
    </Card>
  );
}
