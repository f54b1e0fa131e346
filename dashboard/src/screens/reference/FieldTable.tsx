import table from "../../components/SmallTable.module.css";
import { useText } from "../../i18n/language";
import { type Document, limits, type Parameter, resolve, type Schema, typeName } from "./document";
import { Prose } from "./Prose";
import classes from "./Reference.module.css";

interface Line {
  name: string;
  type: string;
  required: boolean;
  note: string;
}

interface Props {
  document: Document;
  /** The operation's id: each table that is open has a name of its own. */
  of: string;
}

export function ParameterTable({ document, of, parameters }: Props & { parameters: Parameter[] }) {
  const { t } = useText();
  const lines = parameters.map((parameter) => ({
    name: parameter.name,
    type: typeName(document, parameter.schema),
    required: parameter.required === true,
    note: [parameter.description, limits(parameter.schema)].filter(Boolean).join(" · "),
  }));
  return <Lines of={of} title={t.reference.parameters} lines={lines} />;
}

export function FieldTable({ document, of, schema, title }: Props & { schema: Schema; title: string }) {
  const shown = resolve(document, schema.items ?? schema);
  const lines = Object.entries(shown.properties ?? {}).map(([name, field]) => ({
    name,
    type: typeName(document, field),
    required: shown.required?.includes(name) === true,
    note: [field.description, limits(field)].filter(Boolean).join(" · "),
  }));
  return <Lines of={of} title={`${title} ${typeName(document, schema)}`} lines={lines} />;
}

function Lines({ of, title, lines }: { of: string; title: string; lines: Line[] }) {
  const { t } = useText();
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={`${title} ${of}`}>
      <table className={`${table.table} ${classes.fields}`}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.reference.field}</th>
            <th scope="col">{t.reference.type}</th>
            <th scope="col">{t.reference.about}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <td>
                <code>{line.name}</code>
                {line.required && <span className={classes.required}> {t.reference.required}</span>}
              </td>
              <td>{line.type}</td>
              <td>
                <Prose>{line.note}</Prose>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
