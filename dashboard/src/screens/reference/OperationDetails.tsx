import { Fragment, useState } from "react";
import { BASE_PATH } from "../../api/client";
import { Copy } from "../../components/Copy";
import { useText } from "../../i18n/language";
import { bodySchema, type Document, EVENT, exampleOf, type Operation } from "./document";
import { FieldTable, ParameterTable } from "./FieldTable";
import { Prose } from "./Prose";
import classes from "./Reference.module.css";

function curlOf(operation: Operation): string {
  const lines = [`curl -X ${operation.method.toUpperCase()} ${window.location.origin}${BASE_PATH}${operation.path}`];
  if (operation.security === undefined) lines.push(`  -H 'Authorization: Bearer <token>'`);
  const body = exampleOf(operation.requestBody);
  if (body !== undefined) {
    lines.push("  -H 'Content-Type: application/json'");
    lines.push(`  -d '${JSON.stringify(body)}'`);
  }
  return lines.join(" \\\n");
}

const pretty = (example: unknown) => JSON.stringify(example, null, 2);

/** One operation; its tables are drawn when it is opened. */
export function OperationDetails({ document, operation }: { document: Document; operation: Operation }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={classes.operation} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className={classes.summary}>
        <span className={classes.method} data-method={operation.method}>
          {operation.method.toUpperCase()}
        </span>
        <code className={classes.path}>{operation.path}</code>
        <span className={classes.what}>{operation.summary !== undefined && <Prose>{operation.summary}</Prose>}</span>
      </summary>
      {opened && <Inside document={document} operation={operation} />}
    </details>
  );
}

function Inside({ document, operation }: { document: Document; operation: Operation }) {
  const { t } = useText();
  const body = bodySchema(operation.requestBody);
  const of = operation.operationId;
  return (
    <div className={classes.inside}>
      {operation.description !== undefined && (
        <p>
          <Prose>{operation.description}</Prose>
        </p>
      )}
      {operation.parameters !== undefined && operation.parameters.length > 0 && (
        <ParameterTable document={document} of={of} parameters={operation.parameters} />
      )}
      {body !== undefined && <FieldTable document={document} of={of} schema={body} title={t.reference.body} />}
      {Object.entries(operation.responses).map(([status, answer]) => {
        const schema = bodySchema(answer);
        if (!status.startsWith("2")) {
          return (
            answer.description && (
              <p key={status}>
                <Prose>{`${status}: ${answer.description}`}</Prose>
              </p>
            )
          );
        }
        if (schema === undefined) return <p key={status}>{t.reference.empty(status)}</p>;
        const example = exampleOf(answer);
        return (
          <Fragment key={status}>
            <FieldTable document={document} of={of} schema={schema} title={t.reference.answer(status)} />
            {example !== undefined && <Copy text={pretty(example)} label={`${t.reference.answered(status)} ${of}`} />}
          </Fragment>
        );
      })}
      {operation.method !== EVENT && <Copy text={curlOf(operation)} label={`${t.reference.example} ${of}`} />}
    </div>
  );
}
