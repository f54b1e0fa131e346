import { Button, Title } from "@mantine/core";
import { Link } from "react-router";
import { useText } from "../i18n/language";
import classes from "./Blank.module.css";

export function NotFound() {
  const { t } = useText();
  return (
    <main className={classes.blank}>
      <Title order={1} size="h3">
        {t.notFound.title}
      </Title>
      <p className="quiet">{t.notFound.note}</p>
      <Button component={Link} to="/">
        {t.notFound.home}
      </Button>
    </main>
  );
}
