import { Checkbox, Group, NativeSelect } from "@mantine/core";
import { useText } from "../../../i18n/language";
import { type Columns, REPEATED, type Repeated, withStatus } from "./columns";
import { FIELDS, type Field, isOfProduct, wordsOf } from "./headings";
import classes from "./Import.module.css";
import type { Read } from "./ImportOrders";
import { useWords } from "./words";

interface Props {
  read: Read;
  setColumns: (columns: Columns) => void;
}

/** Which column is which, by a person's choice. */
export function MapColumns({ read: { table, columns }, setColumns }: Props) {
  const words = useWords();
  const names = useFieldNames();
  const { headings, lines } = table;
  const options = [
    { value: "", label: words.columns.none },
    ...headings.map((heading, place) => {
      const name = heading.trim() || words.columns.unnamed(place + 1);
      const sample = (lines[0]?.[place] ?? "").trim().slice(0, 20);
      return { value: String(place), label: sample === "" ? name : words.columns.withSample(name, sample) };
    }),
  ];
  const choose = (field: Field, value: string) => {
    const column = value === "" ? null : Number(value);
    if (field === "status") return setColumns(withStatus(columns, lines, column));
    setColumns({ ...columns, mapping: { ...columns.mapping, [field]: column } });
  };
  return (
    <div className={classes.columns}>
      {FIELDS.map((field) => (
        <NativeSelect
          key={field}
          size="md"
          label={names[field]}
          data={options}
          value={String(columns.mapping[field] ?? "")}
          description={
            field === "amount" && isOfProduct(headings[columns.mapping.amount ?? -1])
              ? words.columns.ofProduct
              : undefined
          }
          onChange={({ currentTarget }) => choose(field, currentTarget.value)}
        />
      ))}
      <NativeSelect
        size="md"
        label={words.columns.repeated}
        data={REPEATED.map((way) => ({ value: way, label: words.columns.ways[way] }))}
        value={columns.repeated}
        onChange={({ currentTarget }) => setColumns({ ...columns, repeated: currentTarget.value as Repeated })}
      />
      {columns.mapping.status !== null && (
        <Checkbox.Group
          className={classes.statuses}
          label={words.columns.only}
          description={words.columns.onlyNote}
          value={[...columns.only]}
          onChange={(only) => setColumns({ ...columns, only })}
        >
          <Group gap="lg">
            {wordsOf(lines, columns.mapping.status).map((word) => (
              <Checkbox key={word} value={word} label={word || words.columns.none} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </div>
  );
}

/** The fields as the page calls them elsewhere. */
export function useFieldNames(): Record<Field, string> {
  const o = useText().t.orders;
  const words = useWords();
  return {
    order_number: o.number,
    amount: o.amount,
    depositor_name: o.depositor,
    ordered_at: o.orderedAt,
    expires_at: o.expires,
    customer_phone: o.phone,
    customer_email: o.email,
    memo: o.memo,
    status: words.columns.status,
  };
}
