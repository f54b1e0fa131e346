import type { Order } from "../api/client";
import { type Language, won } from "../format/money";
import type { Texts } from "../i18n/ko";
import { useText } from "../i18n/language";
import { Tag, type Tone } from "./Tag";

const TONES: Record<Order["status"], Tone> = {
  PENDING: "accent",
  MATCHED: "good",
  EXPIRED: "warn",
  CANCELLED: "plain",
};

/**
 * The status of an order. One that was matched with less or more than its amount says so: it is not simply paid. One
 * that is paid in part says what is still to come.
 */
export function OrderTag({ order }: { order: Pick<Order, "status" | "difference" | "payment_state" | "amount_open"> }) {
  const { t, language } = useText();
  const word = t.orders.statuses[order.status];
  const difference = differenceText(order.difference, t, language);
  if (order.payment_state === "PARTIAL")
    return (
      <Tag tone="warn">
        {word} · {t.orders.open(won(order.amount_open, language))}
      </Tag>
    );
  if (difference === null) return <Tag tone={TONES[order.status]}>{word}</Tag>;
  return (
    <Tag tone="warn">
      {word} · {difference}
    </Tag>
  );
}

/** `131,000원 부족`; `null` where nothing is missing and nothing too much. */
export function differenceText(difference: number | null | undefined, t: Texts, language: Language): string | null {
  if (difference == null || difference === 0) return null;
  return (difference < 0 ? t.orders.short : t.orders.over)(won(Math.abs(difference), language));
}
