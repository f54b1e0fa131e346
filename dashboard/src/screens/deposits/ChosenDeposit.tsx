import beside from "../../components/Beside.module.css";
import { Panel } from "../../components/Panel";
import { useText } from "../../i18n/language";
import { DepositDetail } from "./DepositDetail";
import classes from "./Deposits.module.css";
import { GoOnContext } from "./goOn";
import type { WorkThrough } from "./useWorkThrough";

interface Props {
  /** `null`: none. */
  id: number | null;
  work: WorkThrough;
  /** More wait than are listed. */
  hasMore: boolean;
  /** Beside the list, and not over it. */
  wide: boolean;
  show: (deposit: number | null, replace: boolean) => void;
}

/** The deposit that was chosen in the list. */
export function ChosenDeposit({ id, work, hasMore, wide, show }: Props) {
  const { t } = useText();
  const heading = (
    <span ref={work.heading} tabIndex={-1}>
      {t.deposits.numbered(id ?? 0)}
    </span>
  );
  const detail = id !== null && (
    <GoOnContext value={work}>
      {work.left !== null && <p className={classes.next}>{t.deposits.nextOne(work.left, hasMore)}</p>}
      <DepositDetail key={id} id={id} />
    </GoOnContext>
  );
  if (!wide) {
    return (
      <Panel opened={id !== null} close={() => show(null, false)} title={heading}>
        {detail}
      </Panel>
    );
  }
  if (id === null) return null;
  return (
    <aside key={id} className={beside.detail}>
      <h2 className="sr-only">{heading}</h2>
      {detail}
    </aside>
  );
}
