DROP TABLE service_certificates;
DROP TABLE service_logs;
DROP FUNCTION only_grows();
