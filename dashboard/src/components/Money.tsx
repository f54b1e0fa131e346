import { won } from "../format/money";
import { useText } from "../i18n/language";

export function Money({ amount }: { amount: number }) {
  const { language } = useText();
  return <span className="num">{won(amount, language)}</span>;
}
