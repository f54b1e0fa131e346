import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { DepositFilter } from "../../api/deposits";
import { useHere } from "../../app/workspace";
import { ExportButton } from "../../components/ExportButton";
import { useText } from "../../i18n/language";
import type { View } from "./filter";

const RecordDeposit = lazy(() => import("./RecordDeposit"));
const ExportDeposits = lazy(() => import("./ExportDeposits"));

/** What can be done beside the list, and what opens then. */
export function ScreenActions({ filter, view }: { filter: DepositFilter; view: View }) {
  const { t } = useText();
  const { canWrite } = useHere();
  const [opened, setOpened] = useState<"record" | "export" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <ExportButton open={() => setOpened("export")} />
      {canWrite && (
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpened("record")}>
          {t.deposits.record}
        </Button>
      )}
      <Suspense fallback={null}>
        {opened === "record" && <RecordDeposit close={close} />}
        {opened === "export" && <ExportDeposits filter={filter} view={view} close={close} />}
      </Suspense>
    </>
  );
}
