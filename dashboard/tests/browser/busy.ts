import { connect, kb, type Shop, shop, withdraw } from "./world";

/** A shop with something of everything on every screen. */
export async function busyShop(): Promise<Shop> {
  const busy = await shop("달빛 꽃집");
  const people = ["홍길동", "김철수", "이영희", "박민수", "최지우", "정해인", "한소희"];
  for (const [place, name] of people.entries())
    await busy.place(`A-2026-${1001 + place}`, 12_000 + 3_500 * place, name);
  for (const [place, name] of people.slice(0, 4).entries()) await busy.pay(name, 12_000 + 3_500 * place);
  await busy.pay("정해진", 29_500);
  await busy.pay("한*희", 33_000);
  await busy.pay("(주)가나다상사", 1_250_000);
  const expires_at = new Date(Date.now() + 3 * 3_600_000).toISOString();
  const due = { order_number: "A-2026-1098", amount: 48_000, depositor_name: "윤지아", expires_at };
  await busy.owner.call("POST", `/workspaces/${busy.ws}/orders`, due);
  const cancelled = await busy.place("A-2026-1099", 99_000, "오세훈");
  await busy.owner.call("PATCH", `/workspaces/${busy.ws}/orders/${cancelled.id}`, { status: "CANCELLED" });
  await busy.owner.call("POST", "/auth/tokens", { name: "쇼핑몰 서버" });
  // Before the phone, whose key shuts the open address.
  await withdraw(busy.account);
  const phone = await connect(busy);
  await busy.owner.call("POST", `/webhooks/ping/${phone.key}`);
  await phone.forward(kb(busy.account, "입금", 45_000, "오하늘", 5_000_000), null);
  await busy.owner.call("POST", `/workspaces/${busy.ws}/invitations`, { email: "hana@example.com", role: "VIEWER" });
  const endpoint = { url: "http://127.0.0.1:9/hooks", events: ["order.matched", "deposit.held"] };
  await busy.owner.call("POST", `/workspaces/${busy.ws}/webhook-endpoints`, endpoint);
  await busy.owner.call("POST", `/workspaces/${busy.ws}/webhook-endpoints/1/ping`);
  return busy;
}
