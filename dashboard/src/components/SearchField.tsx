import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./FilterBar.module.css";

const TYPING_MS = 300;

interface Props {
  label: string;
  placeholder: string;
  value: string;
  set: (value: string) => void;
  autoFocus?: boolean;
}

/** Searches a moment after the last key, and at once on Enter. */
export function SearchField({ label, placeholder, value, set, autoFocus = false }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const later = useDebouncedCallback(set, TYPING_MS);
  return (
    <TextInput
      type="search"
      size="sm"
      className={classes.grow ?? ""}
      label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={100}
      autoFocus={autoFocus}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") set(event.currentTarget.value.trim());
      }}
    />
  );
}
