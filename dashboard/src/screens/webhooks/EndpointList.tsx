import { Link } from "react-router";
import type { Endpoint } from "../../api/webhooks";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Tag } from "../../components/Tag";
import { useText } from "../../i18n/language";
import classes from "./Webhooks.module.css";

export function EndpointList({ endpoints, chosen }: { endpoints: Endpoint[]; chosen: number | null }) {
  const { t } = useText();
  const { id } = useHere();
  return (
    <ul className={beside.list} aria-label={t.sections.webhooks}>
      {endpoints.map((endpoint) => (
        <li key={endpoint.id} className={beside.row} data-chosen={endpoint.id === chosen}>
          <Link
            to={paths.endpoint(id, endpoint.id)}
            className={`${beside.name} ${classes.url}`}
            aria-current={endpoint.id === chosen ? "true" : undefined}
            preventScrollReset
          >
            {endpoint.description ?? endpoint.url ?? t.webhooks.fetched}
          </Link>
          <EndpointTag endpoint={endpoint} />
          <span className={`${beside.line} ${classes.url}`}>
            {endpoint.description == null
              ? t.webhooks.eventCount(endpoint.events.length)
              : (endpoint.url ?? t.webhooks.fetched)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether an endpoint is sent to, and whether it answers. */
export function EndpointTag({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  if (!endpoint.is_active) {
    return (
      <span>
        <Tag tone={endpoint.disabled_reason === "by_hand" ? "plain" : "bad"}>{t.webhooks.off}</Tag>
      </span>
    );
  }
  return (
    <span>
      {endpoint.failing_since == null ? (
        <Tag tone="good">{t.webhooks.on}</Tag>
      ) : (
        <Tag tone="warn">{t.webhooks.failing}</Tag>
      )}
    </span>
  );
}
