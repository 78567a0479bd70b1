DELETE FROM installation WHERE name = 'history-chain';
