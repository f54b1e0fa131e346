import { Button } from "@mantine/core";
import type { Found, Search } from "../../api/search";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { count } from "../../format/money";
import { DepositRow, MessageRow, OrderRow } from "./FoundRow";
import { gridOf, LISTS, type List, type Row, rowsOf } from "./rowsOf";
import classes from "./Search.module.css";
import { useWords } from "./words";

interface Props {
  search: Search;
  asked: string;
  /** The element's id of the row that Enter opens. */
  active: string | undefined;
  close: () => void;
}

/** What was found, list by list, and how far each was looked through. */
export function Results({ search, asked, active, close }: Props) {
  const words = useWords();
  const failed = LISTS.map((list) => search[list]).filter(({ error }) => error !== null);
  const read = LISTS.filter((list) => search[list].error === null);
  const isPending = read.some((list) => search[list].isPending);
  const isNone = !isPending && read.length > 0 && LISTS.every((list) => search[list].rows.length === 0);
  const isThrough = LISTS.every((list) => search[list].reach === "all");
  return (
    <>
      <p role="status" className="sr-only">
        {!isPending && words.told(asked, read.map((list) => counted(list, search, words)).join(", "))}
      </p>
      {failed[0] !== undefined && (
        <Trouble
          error={failed[0].error}
          retry={() => {
            for (const { refetch } of failed) refetch();
          }}
        />
      )}
      {isPending && <Ghosts rows={4} />}
      {isNone && <p className={classes.none}>{(isThrough ? words.none : words.noneFar)(asked)}</p>}
      {!isPending &&
        LISTS.filter((list) => search[list].rows.length > 0 || (read.includes(list) && !(isNone && isThrough))).map(
          (list) => <Section key={list} {...{ list, search, active, close, isNone }} />,
        )}
    </>
  );
}

/** `주문 8건 이상` where the list was not looked through to its end. */
function counted(list: List, search: Search, words: ReturnType<typeof useWords>): string {
  const { rows, reach } = search[list];
  return words.counted(words.lists[list], rows.length, rows.length > 0 && reach !== "all");
}

interface SectionProps extends Omit<Props, "asked"> {
  list: List;
  /** No list has anything, as was said above. */
  isNone: boolean;
}

function Section({ list, search, active, close, isNone }: SectionProps) {
  const words = useWords();
  const found = search[list];
  const rows = rowsOf(search, list);
  const name = words.lists[list];
  const others = LISTS.filter((other) => search[other].rows.length > 0).map((other) => counted(other, search, words));
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h3 id={`found-${list}`}>{name}</h3>
        <ReachNote reach={found.reach} />
      </div>
      {rows.length === 0 && !isNone && <p className={classes.none}>{words.noneBut(name, others.join(", "))}</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the field's keys go through its rows
        <table role="grid" id={gridOf(list)} aria-labelledby={`found-${list}`} className={classes.table}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} id={row.id} aria-selected={row.id === active} className={classes.row}>
                <OneRow row={row} search={search} isActive={row.id === active} close={close} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.reach !== "all" && (
        <Button variant="default" size="sm" mt="xs" loading={found.isLookingOn} onClick={() => found.lookOn()}>
          {(found.reach === 0 ? words.more : words.lookOn)(name)}
        </Button>
      )}
    </section>
  );
}

function ReachNote({ reach }: Pick<Found<unknown>, "reach">) {
  const words = useWords();
  if (reach === 0) return null;
  return <span className={classes.reach}>{reach === "all" ? words.reachAll : words.reachNewest(count(reach))}</span>;
}

interface RowProps {
  row: Row;
  search: Search;
  isActive: boolean;
  close: () => void;
}

function OneRow({ row, search, ...rest }: RowProps) {
  switch (row.list) {
    case "orders":
      return <OrderRow order={row.row} deposits={search.deposits.rows} {...rest} />;
    case "deposits":
      return <DepositRow deposit={row.row} orders={search.orders.rows} {...rest} />;
    case "messages":
      return <MessageRow message={row.row} {...rest} />;
  }
}
