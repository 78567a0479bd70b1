DROP TABLE submissions;
DROP TABLE api_tokens;
DROP TABLE sign_in_attempts;
DROP TABLE setup_links;
DROP TABLE account_links;
DROP TABLE sign_ins;
DROP TABLE grants;
DROP TABLE accounts;
