import "./theme/mantine.css";
import "@mantine/notifications/styles.css";
import "./theme/theme.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app/App";
import { queryClient } from "./app/queryClient";
import { recallLanguage } from "./i18n/language";
import { schemeManager } from "./theme/scheme";
import { TOAST_LAYER, theme } from "./theme/theme";

const root = document.getElementById("root");
const show = (root: HTMLElement) =>
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={schemeManager}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <ModalsProvider>
            <Notifications position="bottom-left" zIndex={TOAST_LAYER} />
            <BrowserRouter>
              <App />
            </BrowserRouter>
          </ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
if (root !== null) void recallLanguage().then(() => show(root));
