import { Button } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { OrderFilter } from "../../api/orders";
import { useHere } from "../../app/workspace";
import { ExportButton } from "../../components/ExportButton";
import { useText } from "../../i18n/language";

const ExportOrders = lazy(() => import("./ExportOrders"));
const ImportOrders = lazy(() => import("./import/ImportOrders"));

interface Props {
  filter: OrderFilter;
  /** Opens the form of a new order. */
  place: () => void;
}

/** What can be done beside the list, and what opens then. */
export function ScreenActions({ filter, place }: Props) {
  const { t } = useText();
  const { canWrite } = useHere();
  const [opened, setOpened] = useState<"export" | "import" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <ExportButton open={() => setOpened("export")} />
      {canWrite && (
        <>
          <Button
            variant="default"
            leftSection={<IconFileImport size={18} aria-hidden />}
            onClick={() => setOpened("import")}
          >
            {t.orders.addMany}
          </Button>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={place}>
            {t.orders.place}
          </Button>
        </>
      )}
      <Suspense fallback={null}>
        {opened === "import" && <ImportOrders close={close} />}
        {opened === "export" && <ExportOrders filter={filter} close={close} />}
      </Suspense>
    </>
  );
}
