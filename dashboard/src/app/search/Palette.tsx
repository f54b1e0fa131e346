import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useText } from "../../i18n/language";
import { Search } from "./Search";

/** The search over the screens. `null`: it is closed. */
export default function Palette({ words, close }: { words: string | null; close: () => void }) {
  const { t } = useText();
  const wide = useMediaQuery("(min-width: 52.01em)", undefined, { getInitialValueInEffect: false }) ?? true;
  return (
    <Modal opened={words !== null} onClose={close} title={t.shell.search} size="xl" centered={false} fullScreen={!wide}>
      <Search first={words ?? ""} close={close} />
    </Modal>
  );
}
