import { Button, Title } from "@mantine/core";
import { Link } from "react-router";
import { useText } from "../i18n/language";
import classes from "./Blank.module.css";

/** An address of no page. */
export function NotFound() {
  return (
    <main>
      <NoScreen />
    </main>
  );
}

/** The same inside a shop, whose shell has the page's main part already. */
export function NoScreen() {
  const { t } = useText();
  return (
    <div className={classes.blank}>
      <Title order={1} size="h3">
        {t.notFound.title}
      </Title>
      <p className="quiet">{t.notFound.note}</p>
      <Button component={Link} to="/">
        {t.notFound.home}
      </Button>
    </div>
  );
}
