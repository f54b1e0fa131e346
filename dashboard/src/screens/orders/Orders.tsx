import { Button } from "@mantine/core";
import { useNavigate, useParams } from "react-router";
import { ORDER_STATUSES, type OrderFilter, orderPages, useOrders } from "../../api/orders";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Elsewhere } from "../../components/Elsewhere";
import { NoneFound } from "../../components/NoneFound";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useFilter, wholeParam } from "../../components/useFilter";
import { useText } from "../../i18n/language";
import { filterOf, isFiltered, knownOf } from "./filter";
import { OrderDrawer } from "./OrderDrawer";
import { OrderFilters } from "./OrderFilters";
import { OrdersTable, orderSums } from "./OrdersTable";
import { PlaceOrder } from "./PlaceOrder";
import { ScreenActions } from "./ScreenActions";

export default function Orders() {
  const text = useText();
  const { t } = text;
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
  const place = () => set({ new: "1" });
  return (
    <Screen title={t.sections.orders} actions={<ScreenActions filter={filter} place={place} />}>
      <Card flush>
        <OrderFilters filter={filter} set={set} />
        <Rows
          source={orders}
          count={rows.length}
          sums={orderSums(rows, text)}
          empty={isFiltered(filter) ? <NoneFits filter={filter} set={set} clear={clear} /> : <None place={place} />}
        >
          <OrdersTable orders={rows} />
        </Rows>
      </Card>
      <PlaceOrder opened={canWrite && params.get("new") === "1"} known={knownOf(params)} close={leaveForm} />
      <OrderDrawer
        id={open === undefined ? null : Number(open)}
        close={() => navigate({ pathname: paths.section(id, "orders"), search: params.toString() })}
      />
    </Screen>
  );
}

function None({ place }: { place: () => void }) {
  const { t } = useText();
  const { canWrite } = useHere();
  return (
    <>
      <p>{t.orders.none}</p>
      {canWrite && <Button onClick={place}>{t.orders.place}</Button>}
    </>
  );
}

interface NoneFitsProps {
  filter: OrderFilter;
  set: (changes: Record<string, string>) => void;
  clear: () => void;
}

function NoneFits({ filter, set, clear }: NoneFitsProps) {
  const { t } = useText();
  const { id } = useHere();
  const others = filter.status === null ? [] : ORDER_STATUSES.filter((status) => status !== filter.status);
  return (
    <>
      <NoneFound words={t.orders.noneFound} clear={clear} sought={filter.number || filter.name} />
      <Elsewhere
        list="orders"
        views={others.map((status) => [status, t.orders.statuses[status]] as const)}
        narrowed={{ ...filter, status: null }}
        pagesOf={(status, limit) => orderPages(id, { ...filter, status }, limit)}
        choose={(status) => set({ status })}
      />
    </>
  );
}
