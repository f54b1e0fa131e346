import { Button } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useState } from "react";
import { useAccounts } from "../../api/accounts";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { count } from "../../format/money";
import { useText } from "../../i18n/language";

/** The day's deposits as a file, at one press. */
export function DownloadToday({ day }: { day: string }) {
  const { t } = useText();
  const { id } = useHere();
  const failed = useFailed();
  const accounts = useAccounts(id).data ?? [];
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const { downloadDay } = await import("../deposits/sheet");
      const rows = await downloadDay(id, day, t, accounts);
      toast.done(rows === 0 ? t.csv.nothing : t.csv.done(count(rows)));
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
      loading={busy}
      onClick={() => void download()}
    >
      {t.today.download}
    </Button>
  );
}
