import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useEndpoints } from "../../api/webhooks";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Card } from "../../components/Card";
import { Panel } from "../../components/Panel";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useText } from "../../i18n/language";
import { EndpointDetail } from "./EndpointDetail";
import { type Dialog, EndpointDialog } from "./EndpointDialog";
import { EndpointList } from "./EndpointList";

/** The shop's own servers that are told of events, and beside the chosen one everything that was sent to it. */
export default function Webhooks() {
  const { t } = useText();
  const { id, isOwner, workspace } = useHere();
  const navigate = useNavigate();
  const endpoints = useEndpoints(id);
  const rows = endpoints.data ?? [];
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const wide = useMediaQuery("(min-width: 64rem)", undefined, { getInitialValueInEffect: false }) ?? true;
  const asked = useParams().endpoint;
  const first = wide ? rows[0] : undefined;
  const chosen = asked === undefined ? first : rows.find((endpoint) => String(endpoint.id) === asked);
  const add = isOwner && workspace.is_active && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setDialog({ step: "ask", endpoint: null })}>
      {t.webhooks.add}
    </Button>
  );
  const detail = chosen === undefined ? null : <EndpointDetail key={chosen.id} endpoint={chosen} show={setDialog} />;
  return (
    <Screen title={t.sections.webhooks} note={t.webhooks.note} actions={rows.length > 0 && add}>
      <div className={`${beside.columns} ${beside.deep}`}>
        <Card flush>
          <Rows
            source={{ ...endpoints, hasNextPage: false }}
            count={rows.length}
            of="thing"
            empty={
              <>
                <p>{t.webhooks.none}</p>
                {add}
              </>
            }
          >
            <EndpointList endpoints={rows} chosen={chosen?.id ?? null} />
          </Rows>
        </Card>
        {wide && detail !== null && <aside className={beside.detail}>{detail}</aside>}
      </div>
      {!wide && (
        <Panel
          opened={chosen !== undefined}
          close={() => void navigate(paths.section(id, "webhooks"))}
          title={t.webhooks.endpoint}
        >
          {detail}
        </Panel>
      )}
      <EndpointDialog dialog={dialog} show={setDialog} close={() => setDialog(null)} />
    </Screen>
  );
}
