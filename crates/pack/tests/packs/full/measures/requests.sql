-- label: Requests
-- clause: F-2
-- counts: requests recorded in the period, once each
select count(*) from v_record where kind = 'request' and occurred_on between :from and :to
