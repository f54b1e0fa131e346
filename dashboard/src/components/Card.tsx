import type { ReactNode } from "react";
import classes from "./Card.module.css";

interface Props {
  title?: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  /** No padding, for lists that reach the edge. */
  flush?: boolean;
  children: ReactNode;
}

export function Card({ title, aside, flush = false, children }: Props) {
  return (
    <section className={classes.card}>
      {title !== undefined && (
        <header className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {aside}
        </header>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
