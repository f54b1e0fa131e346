import { useText } from "../i18n/language";
import { Tag, type Tone } from "./Tag";

const TONES: Record<string, Tone> = { PENDING: "accent", MATCHED: "good", EXPIRED: "warn", CANCELLED: "plain" };

export function OrderTag({ status }: { status: string }) {
  const { t } = useText();
  return <Tag tone={TONES[status] ?? "plain"}>{isStatus(status) ? t.orders.statuses[status] : status}</Tag>;
}

function isStatus(status: string): status is "PENDING" | "MATCHED" | "EXPIRED" | "CANCELLED" {
  return status in TONES;
}
