import { Button } from "@mantine/core";
import { useText } from "../i18n/language";

/** No row of a list fits its filter. */
export function NoneFound({ words, clear }: { words: string; clear: () => void }) {
  const { t } = useText();
  return (
    <>
      <p>{words}</p>
      <Button variant="default" onClick={clear}>
        {t.common.clearFilter}
      </Button>
    </>
  );
}
