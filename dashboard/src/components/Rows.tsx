import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Texts } from "../i18n/ko";
import { useText } from "../i18n/language";
import classes from "./Rows.module.css";
import { Trouble } from "./Trouble";

/** What a list of TanStack Query tells of itself; plain queries have no next page. */
interface Source {
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

interface Props {
  source: Source;
  count: number;
  /** How the rows are counted: Korean counts people, machines and things each by a word of their own. */
  of?: keyof Texts["common"]["ends"];
  /** Said when there are no rows. */
  empty: ReactNode;
  /** Instead of how many rows there are, at the end of a list. */
  end?: ReactNode;
  /** What the rows come to. */
  sums?: string;
  children: ReactNode;
}

/** Around every list: loading, error, empty, more, and the end. Each keeps the height that rows will take. */
export function Rows({ source, count, of = "entry", empty, end, sums, children }: Props) {
  const { t } = useText();
  if (source.isPending) return <Ghosts />;
  if (source.error !== null && count === 0) {
    return (
      <div className={classes.pad}>
        <Trouble error={source.error} retry={() => source.refetch()} />
      </div>
    );
  }
  if (count === 0 && source.hasNextPage !== true) return <div className={classes.empty}>{empty}</div>;
  return (
    <>
      {children}
      <div className={classes.foot}>
        {source.error !== null && <Trouble error={source.error} retry={() => source.refetch()} />}
        {source.hasNextPage === true ? (
          <>
            {sums !== undefined && count > 0 && <p className={classes.end}>{`${t.parts.loaded(count)} · ${sums}`}</p>}
            <Button
              variant="default"
              loading={source.isFetchingNextPage === true}
              onClick={() => source.fetchNextPage?.()}
            >
              {count === 0 ? t.common.searchOn : t.common.more}
            </Button>
          </>
        ) : (
          <p className={classes.end}>
            {end ?? t.common.ends[of](count)}
            {sums !== undefined && ` · ${sums}`}
          </p>
        )}
      </div>
    </>
  );
}

/** Rows to come. */
export function Ghosts({ rows = 5 }: { rows?: number }) {
  const { t } = useText();
  return (
    <div role="status" className={classes.ghosts}>
      <span className="sr-only">{t.common.loading}</span>
      {Array.from({ length: rows }, (_, row) => `ghost-${row}`).map((key) => (
        <div key={key} className={classes.ghost} />
      ))}
    </div>
  );
}
