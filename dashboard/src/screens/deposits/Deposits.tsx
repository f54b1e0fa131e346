import { useMediaQuery } from "@mantine/hooks";
import type { KeyboardEvent } from "react";
import { useNavigate, useParams } from "react-router";
import { useDeposits } from "../../api/deposits";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Card } from "../../components/Card";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter } from "../../components/useFilter";
import { useKept } from "../../components/useKept";
import { useText } from "../../i18n/language";
import { ChosenDeposit } from "./ChosenDeposit";
import { DepositFilters } from "./DepositFilters";
import { DepositList, depositSums, refundSums } from "./DepositList";
import { filterOf, viewChange, viewOf } from "./filter";
import { NoDeposit } from "./NoDeposit";
import { ScreenActions } from "./ScreenActions";
import { SeveralOffer } from "./SeveralOffer";
import { useWorkThrough } from "./useWorkThrough";

/** The list at the left and the chosen deposit beside it; on a phone the deposit comes over the list. */
export default function Deposits() {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
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
  const search = params.toString();
  const show = (deposit: number | null, replace: boolean) => {
    const pathname = deposit === null ? paths.section(id, "deposits") : paths.deposit(id, deposit);
    void navigate({ pathname, search }, { replace, preventScrollReset: true });
  };
  const isOpenList = view === "open";
  const isRefunds = view === "refunds";
  const work = useWorkThrough({ rows, chosen, isOpenList, wide, show: (deposit) => show(deposit, true) });
  const detail = <ChosenDeposit id={chosen} work={work} hasMore={deposits.hasNextPage} wide={wide} show={show} />;
  return (
    <Screen
      title={t.sections.deposits}
      {...(isOpenList && { note: t.deposits.note })}
      actions={<ScreenActions filter={filter} view={view} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys press buttons that are inside, and only then */}
      <div className={beside.columns} onKeyDown={pressByKey}>
        <Card flush>
          <DepositFilters filter={filter} view={view} set={set} />
          {isOpenList && <SeveralOffer />}
          <Rows
            source={deposits}
            count={rows.length}
            sums={(isRefunds ? refundSums : depositSums)(rows, text)}
            empty={<NoDeposit filter={filter} view={view} choose={(next) => set(viewChange(next))} clear={clear} />}
          >
            <DepositList
              deposits={rows}
              chosen={chosen}
              choose={(deposit) => show(deposit, wide)}
              isRefunds={isRefunds}
            />
          </Rows>
        </Card>
        {wide && detail}
      </div>
      {!wide && detail}
    </Screen>
  );
}

/** By the place of the key, so that a Korean keyboard presses the same. */
const PRESSES: Record<string, string> = { KeyA: "accept", KeyX: "reject" };

/** Digits press the candidates' buttons, A and X those of the first suggestion, while the focus is here. */
function pressByKey(event: KeyboardEvent<HTMLDivElement>): void {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  // React hands on what is pressed in a dialog that was opened from here.
  if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
  const press = PRESSES[event.code];
  const button = press !== undefined ? `data-press="${press}"` : `data-candidate="${event.key}"`;
  if (press === undefined && !/^[1-9]$/.test(event.key)) return;
  event.currentTarget.querySelector<HTMLButtonElement>(`button[${button}]:not(:disabled)`)?.click();
}
