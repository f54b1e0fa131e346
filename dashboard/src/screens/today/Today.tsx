import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import { useAccounts } from "../../api/accounts";
import { useLive } from "../../api/live";
import { useUnread } from "../../api/messages";
import { usePhones } from "../../api/phones";
import { CHART_DAYS, useCounts, useDays } from "../../api/sums";
import { paths } from "../../app/paths";
import { waitsText } from "../../app/shell/Badge";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Ghosts } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { Trouble } from "../../components/Trouble";
import { useNow } from "../../components/When";
import { dayOf, longDay } from "../../format/time";
import { useText } from "../../i18n/language";
import { ByAccount } from "./ByAccount";
import { Chart } from "./Chart";
import { DownloadToday } from "./DownloadToday";
import { Figures } from "./Figures";
import { FirstSteps } from "./FirstSteps";
import { LiveList } from "./LiveList";
import classes from "./Today.module.css";

/** A phone that fell silent is seen this soon. */
const PHONES_MS = 5_000;

export default function Today() {
  const { t, language } = useText();
  const { id } = useHere();
  const day = dayOf(useNow());
  const days = useDays(id, day);
  const counts = useCounts(id);
  const phones = usePhones(id, PHONES_MS);
  const error = days.error ?? counts.error;
  const today = days.data?.find((each) => each.day === day);
  const again = () => Promise.all([days.refetch(), counts.refetch()]);
  // The first steps stand above all else: whether they are shown must be known before anything is.
  const live = useLive(id);
  const unknown = [useAccounts(id).isPending, live.isPending, phones.isPending].some(Boolean);
  if (unknown) {
    return (
      <Screen title={t.sections.today} note={longDay(day, language)}>
        <Ghosts />
      </Screen>
    );
  }
  return (
    <Screen
      title={t.sections.today}
      note={longDay(day, language)}
      actions={live.data?.deposits.length !== 0 && <DownloadToday day={day} />}
    >
      <FirstSteps phones={phones.data} />
      <Unread />
      {error !== null && days.data === undefined ? (
        <Trouble error={error} retry={() => void again()} />
      ) : (
        <Figures day={today} open={counts.data} phones={phones.data} />
      )}
      <div className={classes.columns}>
        <LiveList />
        <div className={classes.sums}>
          <Card title={t.today.chart(CHART_DAYS)}>
            <Chart days={days.data} />
            {days.data?.some((each) => !each.complete) && <p className={classes.partial}>{t.today.partial}</p>}
          </Card>
          <ByAccount days={days.data} day={day} />
        </div>
      </div>
    </Screen>
  );
}

/** The way to the messages that nobody could read: each may be a deposit that no figure knows of. */
function Unread() {
  const { t } = useText();
  const { id } = useHere();
  const unread = useUnread(id);
  if (unread === undefined || unread.count === 0) return null;
  return (
    <Link to={paths.section(id, "inbox")} className={classes.unread}>
      <IconAlertTriangle size={20} aria-hidden />
      {t.shell.unread(waitsText(unread))}
    </Link>
  );
}
