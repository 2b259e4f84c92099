DROP TABLE service_certificates;
DROP TABLE service_logs;
