DROP TABLE relay_visits;
DROP TABLE relays;
DROP TABLE relay_packages;
DROP TABLE relay_channels;
