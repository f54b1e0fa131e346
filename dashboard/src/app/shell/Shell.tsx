import { lazy, Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { QUICK_MS, SLOW_MS, useWatch } from "../../api/live";
import { useUnread } from "../../api/messages";
import { useMe } from "../../api/people";
import { useCounts } from "../../api/sums";
import { useText } from "../../i18n/language";
import { useAlertChoice } from "../alerts/choice";
import { Waiting } from "../Blank";
import { SearchButton } from "../search/SearchButton";
import { useHere } from "../workspace";
import { MoreMenu } from "./MoreMenu";
import { NavLinks } from "./NavLinks";
import { PersonMenu } from "./PersonMenu";
import classes from "./Shell.module.css";
import { inGroup } from "./sections";
import { TestBand } from "./TestBand";
import { WorkspaceMenu } from "./WorkspaceMenu";

const Alerts = lazy(() => import("../alerts/Alerts"));

const MONEY = /\/(today|orders|deposits)(\/|$)/;

/** Around every screen of a workspace: navigation at the side, or at the bottom of a phone. */
export function Shell() {
  const { t } = useText();
  const here = useHere();
  const { pathname } = useLocation();
  useWatch(here.id, MONEY.test(pathname) ? QUICK_MS : SLOW_MS);
  const waiting = useCounts(here.id).data?.unmatched;
  const unread = useUnread(here.id);
  const alerts = useAlertChoice(useMe().data?.id);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t.shell.skip}
      </a>
      <div className={classes.side}>
        <div className={classes.brandRow}>
          <WorkspaceMenu />
          <SearchButton />
        </div>
        <nav aria-label={t.shell.navigation} className={classes.nav}>
          <NavLinks entries={inGroup("daily", "shop")} waiting={waiting} unread={unread} />
          <p className={classes.group}>{t.shell.developers}</p>
          <NavLinks entries={inGroup("developer")} waiting={waiting} unread={unread} />
        </nav>
        <div className={classes.person}>
          <PersonMenu />
        </div>
      </div>
      <section className={classes.top} aria-label={t.shell.top}>
        <WorkspaceMenu />
        <SearchButton small />
        <PersonMenu small />
      </section>
      <main id="main" tabIndex={-1} className={classes.main}>
        {!here.workspace.livemode && <TestBand />}
        {!here.workspace.is_active && <p className={classes.notice}>{t.shell.inactive}</p>}
        {here.role === "VIEWER" && <p className={classes.notice}>{t.shell.viewer}</p>}
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <nav aria-label={t.shell.navigation} className={classes.bottom}>
        <NavLinks entries={inGroup("daily")} waiting={waiting} unread={unread} />
        <MoreMenu />
      </nav>
      <Suspense fallback={null}>{alerts.kinds.length > 0 && <Alerts key={here.id} choice={alerts} />}</Suspense>
    </div>
  );
}
