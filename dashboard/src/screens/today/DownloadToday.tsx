import { Button } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { NO_DEPOSIT_FILTER } from "../../api/deposits";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { count } from "../../format/money";
import { useText } from "../../i18n/language";

/** The day's deposits as a file, at one press. */
export function DownloadToday({ day }: { day: string }) {
  const { t, language } = useText();
  const { id } = useHere();
  const failed = useFailed();
  const download = useMutation({
    mutationFn: async () => {
      const { saveDeposits } = await import("../../api/files");
      return saveDeposits(id, { ...NO_DEPOSIT_FILTER, from: day, to: day }, "xlsx", language);
    },
    onSuccess: (rows) => toast.done(rows === 0 ? t.csv.nothing : t.csv.done(count(rows))),
    onError: failed,
  });
  return (
    <Button
      variant="default"
      leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {t.today.download}
    </Button>
  );
}
