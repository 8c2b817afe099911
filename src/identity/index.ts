/**
 * Accounts. A phone identifies an account, a one-time code proves the phone, and a session keeps the person
 * signed in.
 * Phones are encrypted and found by a blind index. Codes and tokens are stored as hashes. A try is counted
 * before the code is compared. Changed roles apply from the next request on.
 */
export { accountView } from "./account-view.ts";
export { movePhone, provePhones } from "./change-phone.ts";
export { endMembership, grantMembership } from "./memberships.ts";
export { accountOfPhone, ensureAccount, ensureAccounts, labelsOf, phoneOf, phonesOf } from "./phones.ts";
export { renameAccount } from "./rename-account.ts";
export { identityRoutes, writeSessionCookie } from "./routes.ts";
export { maskPhone, sameBytes } from "./rules.ts";
export { AccountView, CodeRequest, NameInput, PhoneChange, SessionAnswer, SignIn } from "./schema.ts";
export { openSession, sessionAnswer } from "./sign-in/open-session.ts";
export { requestCode } from "./sign-in/request-code.ts";
export { resolveActor, signOut } from "./sign-in/sessions.ts";
export { signIn } from "./sign-in/sign-in.ts";
export { endSignInLinks, issueSignInLink, readSignInLink, signInByLink } from "./sign-in/sign-in-links.ts";
export { consoleChannel, mustReachPeople, smsChannel, webhookChannel } from "./sms/channels.ts";
export { deliverSms } from "./sms/deliver-sms.ts";
export { sendSms } from "./sms/tasks.ts";
export {
  anySealedPhone,
  hasSignedIn,
  lockAccount,
  nameIfNameless,
  nameUnseen,
  sealedPhoneQuery,
} from "./store/accounts.ts";
export { takeQuota } from "./store/codes.ts";
export {
  hasRole,
  lockAdministratorSignIns,
  lockHolders,
  type Membership,
  membersOf,
  type RoleColumns,
  type RoleEver,
  roleColumns,
  roleOf,
  rolesEverOf,
  selectAdministrators,
  selectMembership,
  selectStaff,
} from "./store/memberships.ts";
export { dropMessage, dropMessagesTo, putMessage, takeMessage } from "./store/messages.ts";
export {
  ensurePeopleOfCity,
  ensurePersonOfCity,
  homeCityOfPerson,
  type Places,
  peopleAway,
  personBySubject,
  personOfCity,
  personQuery,
  placesOf,
  placesQuery,
  settledFrom,
  settleHomeCity,
  subjectFor,
  subjectPart,
} from "./store/people.ts";
export { retention as identityRetention } from "./store/retention.ts";
