import type { DepositStory } from "../../api/client";
import beside from "../../components/Beside.module.css";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";

/** What else told of a deposit's transfer, and made no second deposit. */
export function Reports({ reports }: { reports: DepositStory["reports"] }) {
  const { t, language } = useText();
  if (reports.length === 0) return null;
  return (
    <section>
      <h3 className={beside.section}>{t.holds.reports}</h3>
      <ul className={classes.reports}>
        {reports.map((report) => (
          <li key={`${report.at}-${report.via}-${report.sender ?? ""}`}>
            <p className={beside.sub}>
              {[
                exact(report.at, language),
                report.depositor_name,
                report.sender,
                wordOf(t.senders.verdicts, report.sender_verdict),
                wordOf(t.deposits.ways, report.via),
              ]
                .filter((part) => part != null && part !== "")
                .join(" · ")}
            </p>
            {report.raw_sms != null && <pre className={beside.sms}>{report.raw_sms}</pre>}
          </li>
        ))}
      </ul>
    </section>
  );
}
