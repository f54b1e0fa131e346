import { useQuery } from "@tanstack/react-query";
import { BASE_PATH } from "../../api/client";
import { ApiError } from "../../api/problem";
import { Card } from "../../components/Card";
import { Copy } from "../../components/Copy";
import { Ghosts } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import { type Document, groups } from "./document";
import { OperationDetails } from "./OperationDetails";
import classes from "./Reference.module.css";

async function load(signal: AbortSignal): Promise<Document> {
  const answer = await fetch(`${BASE_PATH}/openapi.json`, { signal }).catch(() => {
    throw new ApiError("offline", 0, "");
  });
  if (!answer.ok) throw new ApiError("unavailable", answer.status, "");
  return answer.json();
}

/** The OpenAPI document of this very server, to be read by people. */
export default function Reference() {
  const { t } = useText();
  const document = useQuery({
    queryKey: ["openapi"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => load(signal),
  });
  return (
    <Screen title={t.sections.api} note={t.reference.note}>
      <Card title={t.reference.base}>
        <Copy text={`${window.location.origin}${BASE_PATH}`} label={t.reference.base} />
        <p className={classes.auth}>{t.reference.auth}</p>
        <p>
          <a href={`${BASE_PATH}/openapi.json`} className="lp-link">
            {t.reference.document}
          </a>
        </p>
      </Card>
      {document.isPending && <Ghosts rows={8} />}
      {document.error !== null && <Trouble error={document.error} retry={() => void document.refetch()} />}
      {document.data !== undefined &&
        [...groups(document.data)].map(([tag, operations]) => (
          <Card key={tag} flush title={tag}>
            {operations.map((operation) => (
              <OperationDetails key={operation.operationId} document={document.data} operation={operation} />
            ))}
          </Card>
        ))}
    </Screen>
  );
}
