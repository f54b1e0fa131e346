import { IconSearch } from "@tabler/icons-react";
import { useText } from "../../i18n/language";
import classes from "./SearchButton.module.css";
import { useOpenSearch } from "./Searching";

const KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘K" : "Ctrl K";

/** Looks like a field and opens the search; `small`: its picture only. */
export function SearchButton({ small = false }: { small?: boolean }) {
  const { t } = useText();
  const open = useOpenSearch();
  return (
    <button
      type="button"
      className={`${classes.button} ${small ? classes.small : ""}`}
      {...(small ? { "aria-label": t.shell.search } : { "data-keys": KEYS })}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => open("")}
    >
      <IconSearch size={small ? 22 : 18} stroke={1.75} aria-hidden />
      {!small && t.shell.search}
    </button>
  );
}
