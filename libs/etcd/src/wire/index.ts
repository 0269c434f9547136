export { frame, grpcCodes, unframe } from './frame.ts';
export {
  etcdMethods,
  type AlarmsResponse,
  type Codec,
  type MemberRequest,
  type MembersResponse,
  type Method,
  type ResponseHeader,
  type StatusResponse,
} from './messages.ts';
