import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Waiting } from "./Blank";
import { ErrorBoundary } from "./ErrorBoundary";
import { Home, LoggedIn, LoggedOut } from "./guards";
import { NoScreen, NotFound } from "./NotFound";
import { paths } from "./paths";
import { WorkspaceGate } from "./WorkspaceGate";

const Login = lazy(() => import("../screens/entry/Login"));
const SignUp = lazy(() => import("../screens/entry/SignUp"));
const Forgotten = lazy(() => import("../screens/entry/Forgotten"));
const ResetPassword = lazy(() => import("../screens/entry/ResetPassword"));
const Welcome = lazy(() => import("../screens/entry/Welcome"));
const Invitation = lazy(() => import("../screens/entry/Invitation"));
const Today = lazy(() => import("../screens/today/Today"));
const Orders = lazy(() => import("../screens/orders/Orders"));
const Deposits = lazy(() => import("../screens/deposits/Deposits"));
const Inbox = lazy(() => import("../screens/inbox/Inbox"));
const Accounts = lazy(() => import("../screens/accounts/Accounts"));
const Phones = lazy(() => import("../screens/phones/Phones"));
const Webhooks = lazy(() => import("../screens/webhooks/Webhooks"));
const Tokens = lazy(() => import("../screens/tokens/Tokens"));
const Reference = lazy(() => import("../screens/reference/Reference"));
const Audit = lazy(() => import("../screens/audit/Audit"));
const Members = lazy(() => import("../screens/members/Members"));
const Settings = lazy(() => import("../screens/settings/Settings"));

export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route element={<LoggedOut />}>
            <Route path={paths.login} element={<Login />} />
            <Route path={paths.signUp} element={<SignUp />} />
          </Route>
          <Route path={paths.forgotten} element={<Forgotten />} />
          <Route path={paths.reset} element={<ResetPassword />} />
          <Route element={<LoggedIn />}>
            <Route path="/" element={<Home />} />
            <Route path={paths.welcome} element={<Welcome />} />
            <Route path={paths.invitation} element={<Invitation />} />
            <Route path="/w/:ws" element={<WorkspaceGate />}>
              <Route index element={<Navigate to="today" replace />} />
              <Route path="today" element={<Today />} />
              <Route path="orders" element={<Orders />}>
                <Route path=":order" element={null} />
              </Route>
              <Route path="deposits" element={<Deposits />}>
                <Route path=":deposit" element={null} />
              </Route>
              <Route path="inbox" element={<Inbox />}>
                <Route path=":message" element={null} />
              </Route>
              <Route path="accounts" element={<Accounts />} />
              <Route path="phones" element={<Phones />} />
              <Route path="webhooks" element={<Webhooks />}>
                <Route path=":endpoint" element={null} />
              </Route>
              <Route path="tokens" element={<Tokens />} />
              <Route path="api" element={<Reference />} />
              <Route path="members" element={<Members />} />
              <Route path="audit" element={<Audit />} />
              <Route path="settings" element={<Settings />} />
              <Route path="*" element={<NoScreen />} />
            </Route>
          </Route>
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}
