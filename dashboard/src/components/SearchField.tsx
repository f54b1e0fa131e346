import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

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
  const sent = useRef(value);
  // What comes back late of what was typed here must not undo what was typed since.
  useEffect(() => {
    if (value !== sent.current) setTyped(value);
    sent.current = value;
  }, [value]);
  const send = (text: string) => {
    sent.current = text;
    set(text);
  };
  const later = useDebouncedCallback(send, TYPING_MS);
  return (
    <TextInput
      type="search"
      size="sm"
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
        if (event.key === "Enter") send(event.currentTarget.value.trim());
      }}
    />
  );
}
