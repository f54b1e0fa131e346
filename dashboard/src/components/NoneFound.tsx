import { Button, Group } from "@mantine/core";
import { useOpenSearch } from "../app/search/Searching";
import { useText } from "../i18n/language";

interface Props {
  words: string;
  clear: () => void;
  /** What was looked for by name or number: it may stand under another view or in another list. */
  sought: string;
}

/** No row of a list fits its filter. */
export function NoneFound({ words, clear, sought }: Props) {
  const { t } = useText();
  const openSearch = useOpenSearch();
  return (
    <>
      <p>{words}</p>
      <Group justify="center">
        <Button variant="default" onClick={clear}>
          {t.common.clearFilter}
        </Button>
        {sought !== "" && <Button onClick={() => openSearch(sought)}>{t.shell.searchAll}</Button>}
      </Group>
    </>
  );
}
