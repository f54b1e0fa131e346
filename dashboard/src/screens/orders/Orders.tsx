import { Button } from "@mantine/core";
import { IconFileImport, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useOrders } from "../../api/orders";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { ExportButton } from "../../components/ExportButton";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter, wholeParam } from "../../components/useFilter";
import { useText } from "../../i18n/language";
import { filterOf, isFiltered, knownOf } from "./filter";
import { OrderDrawer } from "./OrderDrawer";
import { OrderFilters } from "./OrderFilters";
import { OrdersTable } from "./OrdersTable";
import { PlaceOrder } from "./PlaceOrder";

const ExportOrders = lazy(() => import("./ExportOrders"));
const ImportOrders = lazy(() => import("./ImportOrders"));

export default function Orders() {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const navigate = useNavigate();
  const open = useParams().order;
  const { params, set, clear } = useFilter();
  const filter = filterOf(params);
  const orders = useOrders(id, filter);
  const rows = orders.data?.pages.flatMap((page) => page.rows) ?? [];
  // Whoever came from a deposit goes back to it, or to the list of deposits when it has its order.
  const deposit = wholeParam(params, "deposit");
  const leaveForm = (placed: boolean) => {
    if (deposit === null) return set({ new: "", amount: "", depositor: "" });
    void navigate(placed ? paths.section(id, "deposits") : paths.deposit(id, deposit), { replace: true });
  };
  const [importing, setImporting] = useState(false);
  const [exporting, setExporting] = useState(false);
  return (
    <Screen
      title={t.sections.orders}
      actions={
        <>
          <ExportButton open={() => setExporting(true)} />
          {canWrite && (
            <>
              <Button
                variant="default"
                leftSection={<IconFileImport size={18} aria-hidden />}
                onClick={() => setImporting(true)}
              >
                {t.orders.import.open}
              </Button>
              <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => set({ new: "1" })}>
                {t.orders.place}
              </Button>
            </>
          )}
        </>
      }
    >
      <Card flush>
        <OrderFilters filter={filter} set={set} />
        <Rows
          source={orders}
          count={rows.length}
          empty={
            isFiltered(filter) ? (
              <>
                <p>{t.orders.noneFound}</p>
                <Button variant="default" onClick={clear}>
                  {t.common.clearFilter}
                </Button>
              </>
            ) : (
              <>
                <p>{t.orders.none}</p>
                {canWrite && <Button onClick={() => set({ new: "1" })}>{t.orders.place}</Button>}
              </>
            )
          }
        >
          <OrdersTable orders={rows} />
        </Rows>
      </Card>
      <PlaceOrder opened={canWrite && params.get("new") === "1"} known={knownOf(params)} close={leaveForm} />
      <OrderDrawer
        id={open === undefined ? null : Number(open)}
        close={() => navigate({ pathname: paths.section(id, "orders"), search: params.toString() })}
      />
      <Suspense fallback={null}>
        {importing && <ImportOrders close={() => setImporting(false)} />}
        {exporting && <ExportOrders filter={filter} close={() => setExporting(false)} />}
      </Suspense>
    </Screen>
  );
}
