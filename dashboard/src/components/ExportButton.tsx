import { Button } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useText } from "../i18n/language";

/** Opens the dialog that hands a list over as a file. */
export function ExportButton({ open }: { open: () => void }) {
  const { t } = useText();
  return (
    <Button variant="default" leftSection={<IconFileSpreadsheet size={18} aria-hidden />} onClick={open}>
      {t.csv.open}
    </Button>
  );
}
