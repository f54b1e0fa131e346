import { Button, NativeSelect } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useText } from "../i18n/language";
import classes from "./FilterBar.module.css";
import { Tabs, type Views } from "./Tabs";

interface Props extends Views {
  /** What most people look for by. */
  search: ReactNode;
  /** Folded away on a phone, unless it is in use. */
  second?: { field: ReactNode; inUse: boolean };
  /** Whether any of the folded conditions is in use. */
  inUse: boolean;
  /** The conditions that are folded away until they are asked for. */
  children: ReactNode;
}

/** The views of a list and what narrows it: on a phone one row, a field, the view, and the button for the rest. */
export function FilterBar({ search, second, inUse, children, ...views }: Props) {
  const { t } = useText();
  const [opened, setOpened] = useState(inUse);
  const isHidden = inUse && !opened;
  return (
    <>
      <div className={classes.onlyWide}>
        <Tabs {...views} />
      </div>
      <search className={classes.bar}>
        <div className={classes.lead}>{search}</div>
        {second !== undefined && (
          <div className={classes.second} data-shown={opened || second.inUse}>
            {second.field}
          </div>
        )}
        <NativeSelect
          size="sm"
          className={classes.onlyPhone ?? ""}
          aria-label={views.label}
          data={views.choices.map(([value, label]) => ({ value, label }))}
          value={views.value}
          onChange={(event) => views.onChange(event.currentTarget.value)}
        />
        <Button
          variant="default"
          className={classes.fold ?? ""}
          data-used={isHidden}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconAdjustmentsHorizontal size={18} aria-hidden />
          <span className={classes.foldWord}>{isHidden ? t.common.narrowed : t.common.narrow}</span>
        </Button>
        {opened && <div className={classes.more}>{children}</div>}
      </search>
    </>
  );
}
