import { useHotkeys } from "@mantine/hooks";
import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from "react";
import { inDialog } from "../../components/inDialog";

const Palette = lazy(() => import("./Palette"));

const OpenSearch = createContext<(words: string) => void>(() => undefined);

/** Opens the search, with words that are searched for at once. */
export const useOpenSearch = () => useContext(OpenSearch);

/** Around the screens of a workspace: ⌘K or Ctrl-K opens one search over any of them, and closes it. */
export function Searching({ children }: { children: ReactNode }) {
  const [words, setWords] = useState<string | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  const open = (next: string) => {
    setWasOpened(true);
    setWords(next);
  };
  const toggle = () => {
    if (words !== null) setWords(null);
    // What a dialog holds may not be lost to another one.
    else if (!inDialog()) open("");
  };
  // By the place of the key, so that a Korean keyboard presses the same; also while somebody types.
  useHotkeys([["mod+K", toggle, { usePhysicalKeys: true }]], []);
  return (
    <OpenSearch value={open}>
      {children}
      <Suspense fallback={null}>{wasOpened && <Palette words={words} close={() => setWords(null)} />}</Suspense>
    </OpenSearch>
  );
}
