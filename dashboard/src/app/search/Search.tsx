import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { SEARCH_MAX } from "../../api/pages";
import { useSearch } from "../../api/search";
import { useHere } from "../workspace";
import { Results } from "./Results";
import { gridOf, LISTS, rowsOf } from "./rowsOf";
import classes from "./Search.module.css";
import { useWords } from "./words";

const TYPING_MS = 250;

interface Props {
  /** Searched for at once. */
  first: string;
  close: () => void;
}

/** One field over all lists. Arrow keys go through what was found while the focus stays in the field. */
export function Search({ first, close }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState(first.slice(0, SEARCH_MAX));
  const [asked, setAsked] = useState(typed.trim());
  const search = useSearch(useHere().id, asked);
  const rows = LISTS.flatMap((list) => rowsOf(search, list));
  const { active, move, toFirst } = useActive(rows.map(({ id }) => id));
  const controlled = [...new Set(rows.map(({ list }) => gridOf(list)))].join(" ");
  const ask = (text: string) => {
    if (text.trim() === asked) return;
    setAsked(text.trim());
    toFirst();
  };
  const later = useDebouncedCallback(ask, TYPING_MS);
  const press = (event: KeyboardEvent) => {
    // Enter and arrows that end a syllable or choose one are not for the list.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && rows.length > 0) {
      event.preventDefault();
      move(step);
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    // What stands there was found for other words.
    if (typed.trim() !== asked) ask(typed);
    else if (active !== undefined) document.getElementById(active)?.querySelector("a")?.click();
  };
  return (
    <div className={classes.search}>
      <TextInput
        aria-label={words.label}
        placeholder={words.example}
        leftSection={<IconSearch size={18} aria-hidden />}
        role="combobox"
        aria-haspopup="grid"
        aria-expanded={rows.length > 0}
        aria-autocomplete="list"
        {...(rows.length > 0 && { "aria-controls": controlled, "aria-activedescendant": active })}
        autoComplete="off"
        enterKeyHint="search"
        maxLength={SEARCH_MAX}
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          later(event.currentTarget.value);
        }}
        onKeyDown={press}
      />
      <div className={classes.found}>
        {asked === "" ? <Hint /> : <Results search={search} asked={asked} active={active} close={close} />}
      </div>
    </div>
  );
}

/** The row that Enter opens: it goes round, and stays in sight. */
function useActive(ids: readonly string[]) {
  const [chosen, setChosen] = useState<string | null>(null);
  // What was read again may lack it.
  const place = Math.max(0, ids.indexOf(chosen ?? ""));
  const active = ids[place];
  useEffect(() => {
    if (chosen !== null) document.getElementById(chosen)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return {
    active,
    move: (step: number) => setChosen(ids[(place + step + ids.length) % ids.length] ?? null),
    toFirst: () => setChosen(null),
  };
}

function Hint() {
  const words = useWords();
  return (
    <div className={classes.hint}>
      <p>{words.hint}</p>
      <p className={classes.keys}>{words.keys}</p>
    </div>
  );
}
