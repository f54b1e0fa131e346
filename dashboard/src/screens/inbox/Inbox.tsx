import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useParams } from "react-router";
import { MESSAGE_STATUSES, messagePages, useMessages } from "../../api/messages";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Card } from "../../components/Card";
import { Elsewhere } from "../../components/Elsewhere";
import { Panel } from "../../components/Panel";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { Tabs } from "../../components/Tabs";
import { useFilter } from "../../components/useFilter";
import { after, useKept } from "../../components/useKept";
import { useText } from "../../i18n/language";
import { MessageDetail } from "./MessageDetail";
import { MessageList } from "./MessageList";

/** The messages that made no deposit, and the chosen one beside them; on a phone it comes over the list. */
export default function Inbox() {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const { params, set } = useFilter();
  const status = MESSAGE_STATUSES.find((each) => each === params.get("status")) ?? "QUARANTINED";
  const messages = useMessages(id, status);
  const rows = messages.data?.pages.flatMap((page) => page.rows) ?? [];
  const wide = useMediaQuery("(min-width: 64rem)", undefined, { getInitialValueInEffect: false }) ?? true;
  const choose = (next: string) => set({ status: next === "QUARANTINED" ? "" : next });
  const ids = rows.map((row) => row.id);
  const kept = useKept(ids);
  const chosen = useParams().message ?? (wide ? kept : null);
  const search = params.toString();
  const show = (message: string | null, replace: boolean) => {
    const pathname = message === null ? paths.section(id, "inbox") : paths.message(id, message);
    void navigate({ pathname, search }, { replace });
  };
  const detail = chosen !== null && (
    <MessageDetail key={chosen} id={chosen} dismissed={() => show(after(ids, chosen), true)} />
  );
  return (
    <Screen title={t.sections.inbox} note={status === "QUARANTINED" ? t.inbox.note : undefined}>
      <div className={`${beside.columns} ${beside.deep}`}>
        <Card flush>
          <Tabs
            label={t.inbox.views.label}
            choices={MESSAGE_STATUSES.map((it) => [it, t.inbox.views[it]] as const)}
            value={status}
            onChange={choose}
          />
          <Rows
            source={messages}
            count={rows.length}
            empty={
              <>
                <p>{t.inbox.empty[status]}</p>
                <Elsewhere
                  list="messages"
                  views={MESSAGE_STATUSES.filter((it) => it !== status).map((it) => [it, t.inbox.views[it]] as const)}
                  narrowed={null}
                  pagesOf={(it, limit) => messagePages(id, it, limit)}
                  choose={choose}
                />
              </>
            }
          >
            <MessageList messages={rows} chosen={chosen} />
          </Rows>
        </Card>
        {wide && chosen !== null && (
          <aside className={beside.detail}>
            <h2 className="sr-only">{t.inbox.message}</h2>
            {detail}
          </aside>
        )}
      </div>
      {!wide && (
        <Panel opened={chosen !== null} close={() => show(null, false)} title={t.inbox.message}>
          {detail}
        </Panel>
      )}
    </Screen>
  );
}
