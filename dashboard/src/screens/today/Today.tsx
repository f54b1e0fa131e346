import { useAccounts } from "../../api/accounts";
import { useLive } from "../../api/live";
import { CHART_DAYS, useSums } from "../../api/sums";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Ghosts } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { Trouble } from "../../components/Trouble";
import { useNow } from "../../components/When";
import { dayOf, longDay } from "../../format/time";
import { useText } from "../../i18n/language";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { FirstSteps } from "./FirstSteps";
import { LiveList } from "./LiveList";
import classes from "./Today.module.css";

export default function Today() {
  const { t, language } = useText();
  const { id } = useHere();
  const day = dayOf(useNow());
  const sums = useSums(id, day);
  // The first steps stand above all else: whether they are shown must be known before anything is.
  const unknown = [useAccounts(id).isPending, useLive(id).isPending].some(Boolean);
  if (unknown) {
    return (
      <Screen title={t.sections.today} note={longDay(day, language)}>
        <Ghosts />
      </Screen>
    );
  }
  return (
    <Screen title={t.sections.today} note={longDay(day, language)}>
      <FirstSteps />
      {sums.error !== null && sums.data === undefined ? (
        <Trouble error={sums.error} retry={() => void sums.refetch()} />
      ) : (
        <Figures sums={sums.data} />
      )}
      <div className={classes.columns}>
        <LiveList />
        <Card title={t.today.chart(CHART_DAYS)}>
          <Chart days={sums.data?.days} />
          {sums.data?.daysComplete === false && <p className={classes.partial}>{t.today.partial}</p>}
        </Card>
      </div>
    </Screen>
  );
}
