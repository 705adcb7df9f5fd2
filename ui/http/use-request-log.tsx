import { createContext, useContext } from 'react';
import { createRequestLog, type RequestLog } from './request-log.ts';

export const RequestLogContext = createContext<RequestLog>(createRequestLog());

export function useRequestLog(): RequestLog {
  return useContext(RequestLogContext);
}
