import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useDeposits } from "../../api/deposits";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Card } from "../../components/Card";
import { ExportButton } from "../../components/ExportButton";
import { Panel } from "../../components/Panel";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter } from "../../components/useFilter";
import { useKept } from "../../components/useKept";
import { useText } from "../../i18n/language";
import { DepositDetail } from "./DepositDetail";
import { DepositFilters } from "./DepositFilters";
import { DepositList } from "./DepositList";
import classes from "./Deposits.module.css";
import { filterOf, isNarrowed, viewOf } from "./filter";
import { GoOnContext } from "./goOn";
import { SeveralOffer } from "./SeveralOffer";
import { useWorkThrough } from "./useWorkThrough";

const RecordDeposit = lazy(() => import("./RecordDeposit"));
const ExportDeposits = lazy(() => import("./ExportDeposits"));

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
  const kept = useKept(rows.map((row) => row.id));
  const chosen = asked !== undefined ? Number(asked) : wide ? kept : null;
  const [recording, setRecording] = useState(false);
  const [exporting, setExporting] = useState(false);
  const search = params.toString();
  const show = (deposit: number | null, replace: boolean) => {
    const pathname = deposit === null ? paths.section(id, "deposits") : paths.deposit(id, deposit);
    void navigate({ pathname, search }, { replace, preventScrollReset: true });
  };
  const isOpenList = view === "open";
  const work = useWorkThrough({ rows, chosen, isOpenList, wide, show: (deposit) => show(deposit, true) });
  const detail = chosen !== null && (
    <GoOnContext value={work}>
      {work.left !== null && <p className={classes.next}>{t.deposits.nextOne(work.left, deposits.hasNextPage)}</p>}
      <DepositDetail key={chosen} id={chosen} />
    </GoOnContext>
  );
  const heading = (
    <span ref={work.heading} tabIndex={-1}>
      {t.deposits.numbered(chosen ?? 0)}
    </span>
  );
  return (
    <Screen
      title={t.sections.deposits}
      {...(isOpenList && { note: t.deposits.note })}
      actions={
        <>
          <ExportButton open={() => setExporting(true)} />
          {canWrite && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setRecording(true)}>
              {t.deposits.record}
            </Button>
          )}
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys press buttons that are inside, and only then */}
      <div className={beside.columns} onKeyDown={pressByKey}>
        <Card flush>
          <DepositFilters filter={filter} view={view} set={set} />
          {isOpenList && <SeveralOffer />}
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
                <p>{t.deposits.none[view]}</p>
              )
            }
          >
            <DepositList deposits={rows} chosen={chosen} choose={(deposit) => show(deposit, wide)} />
          </Rows>
        </Card>
        {wide && chosen !== null && (
          <aside key={chosen} className={beside.detail}>
            <h2 className="sr-only">{heading}</h2>
            {detail}
          </aside>
        )}
      </div>
      {!wide && (
        <Panel opened={chosen !== null} close={() => show(null, false)} title={heading}>
          {detail}
        </Panel>
      )}
      <Suspense fallback={null}>
        {recording && <RecordDeposit close={() => setRecording(false)} />}
        {exporting && <ExportDeposits filter={filter} view={view} close={() => setExporting(false)} />}
      </Suspense>
    </Screen>
  );
}

/** By the place of the key, so that a Korean keyboard presses the same. */
const PRESSES: Record<string, string> = { KeyA: "accept", KeyX: "reject" };

/** Digits press the candidates' buttons, A and X those of the first suggestion, while the focus is here. */
function pressByKey(event: KeyboardEvent<HTMLDivElement>): void {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  const press = PRESSES[event.code];
  const button = press !== undefined ? `data-press="${press}"` : `data-candidate="${event.key}"`;
  if (press === undefined && !/^[1-9]$/.test(event.key)) return;
  event.currentTarget.querySelector<HTMLButtonElement>(`button[${button}]:not(:disabled)`)?.click();
}
