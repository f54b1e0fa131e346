import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useDeposits } from "../../api/deposits";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Card } from "../../components/Card";
import { Panel } from "../../components/Panel";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter } from "../../components/useFilter";
import { useText } from "../../i18n/language";
import { DepositDetail } from "./DepositDetail";
import { DepositFilters } from "./DepositFilters";
import { DepositList } from "./DepositList";
import { ExportDeposits } from "./ExportDeposits";
import { filterOf, isNarrowed, viewOf } from "./filter";
import { RecordDeposit } from "./RecordDeposit";

/** The list at the left and the chosen deposit beside it; on a phone the deposit comes over the list. */
export default function Deposits() {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const navigate = useNavigate();
  const { params, set, clear } = useFilter();
  const filter = filterOf(params);
  const view = viewOf(params);
  const deposits = useDeposits(id, filter);
  const rows = deposits.data?.pages.flatMap((page) => page.rows) ?? [];
  const wide = useMediaQuery("(min-width: 64rem)", undefined, { getInitialValueInEffect: false }) ?? true;
  const asked = useParams().deposit;
  const first = wide ? (rows[0]?.id ?? null) : null;
  const chosen = asked === undefined ? first : Number(asked);
  const [recording, setRecording] = useState(false);
  const search = params.toString();
  const choose = (deposit: number) =>
    void navigate({ pathname: paths.deposit(id, deposit), search }, { replace: wide, preventScrollReset: true });
  const detail = chosen === null ? null : <DepositDetail key={chosen} id={chosen} />;
  return (
    <Screen
      title={t.sections.deposits}
      note={t.deposits.note}
      actions={
        <>
          <ExportDeposits filter={filter} />
          {canWrite && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setRecording(true)}>
              {t.deposits.record}
            </Button>
          )}
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys press buttons that are inside, and only then */}
      <div className={beside.columns} onKeyDown={pressCandidate}>
        <Card flush>
          <DepositFilters filter={filter} view={view} set={set} />
          <Rows
            source={deposits}
            count={rows.length}
            empty={
              isNarrowed(filter) ? (
                <>
                  <p>{t.deposits.noneFound}</p>
                  <Button variant="default" onClick={clear}>
                    {t.common.clearFilter}
                  </Button>
                </>
              ) : (
                <p>{view === "open" ? t.deposits.noneOpen : t.deposits.none}</p>
              )
            }
          >
            <DepositList deposits={rows} chosen={chosen} choose={choose} />
          </Rows>
        </Card>
        {wide && detail !== null && (
          <aside className={beside.detail}>
            <h2 className="sr-only">{t.deposits.numbered(chosen ?? 0)}</h2>
            {detail}
          </aside>
        )}
      </div>
      {!wide && (
        <Panel
          opened={chosen !== null}
          close={() => void navigate({ pathname: paths.section(id, "deposits"), search })}
          title={chosen === null ? "" : t.deposits.numbered(chosen)}
        >
          {detail}
        </Panel>
      )}
      <RecordDeposit opened={recording} close={() => setRecording(false)} />
    </Screen>
  );
}

/** Digits press the candidates' buttons while the focus is in the list or beside it. */
function pressCandidate(event: KeyboardEvent<HTMLDivElement>): void {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  event.currentTarget.querySelector<HTMLButtonElement>(`button[data-candidate="${event.key}"]`)?.click();
}
