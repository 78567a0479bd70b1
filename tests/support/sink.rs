//! A relay on the loopback that takes what it is given and remembers it, as slowly or as badly as a story wants.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub to: String,
    pub message_id: String,
    pub text: String,
}

#[derive(Clone)]
pub struct Sink {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    arrived: Vec<Arrived>,
    /// Before each message is said to be taken.
    pause: Duration,
    /// Answers to RCPT, by address.
    refused: BTreeMap<String, String>,
    /// The answer to EHLO, where it is not the usual one.
    hello: Option<String>,
}

impl Sink {
    pub fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let sink = Sink { port: listener.local_addr().expect("an address").port(), state: Arc::default() };
        let shared = sink.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let sink = shared.clone();
                // A connection that breaks off is part of many stories.
                std::thread::spawn(move || drop(sink.talk(stream)));
            }
        });
        sink
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn pause(&self, pause: Duration) {
        self.state.lock().expect("the sink").pause = pause;
    }

    /// Every message to this address is answered so at RCPT, such as `550 5.1.1 no such user`.
    pub fn refuse(&self, address: &str, reply: &str) {
        self.state.lock().expect("the sink").refused.insert(address.to_owned(), reply.to_owned());
    }

    /// EHLO is answered so, such as `250-sink.test\r\n250 SIZE 500`.
    pub fn offer(&self, reply: &str) {
        self.state.lock().expect("the sink").hello = Some(reply.to_owned());
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.state.lock().expect("the sink").arrived.clone()
    }

    pub fn len(&self) -> usize {
        self.state.lock().expect("the sink").arrived.len()
    }

    /// Waits until so many have arrived.
    pub fn wait_for(&self, count: usize, at_most: Duration) {
        let limit = Instant::now() + at_most;
        while self.len() < count {
            assert!(Instant::now() < limit, "{} of {count} messages arrived", self.len());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// One connection, from greeting to QUIT.
    fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut out = stream.try_clone()?;
        let mut lines = BufReader::new(stream);
        let mut to = String::new();
        let mut wanted = true;
        out.write_all(b"220 sink.test ESMTP\r\n")?;
        let mut line = Vec::new();
        while read_line(&mut lines, &mut line)? {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb: String = text.chars().take_while(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
            let reply = match verb.as_str() {
                "EHLO" => {
                    let own = self.state.lock().expect("the sink").hello.clone();
                    own.unwrap_or("250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME".to_owned())
                }
                "RCPT" => {
                    to = text.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    let refusal = self.state.lock().expect("the sink").refused.get(&to).cloned();
                    wanted = refusal.is_none();
                    refusal.unwrap_or("250 ok".to_owned())
                }
                "DATA" if !wanted => "554 5.5.1 nobody here wants it".to_owned(),
                "DATA" => {
                    out.write_all(b"354 go on\r\n")?;
                    self.take(&mut lines, &to)?;
                    "250 2.0.0 taken".to_owned()
                }
                "QUIT" => {
                    out.write_all(b"221 bye\r\n")?;
                    return Ok(());
                }
                "MAIL" | "RSET" | "NOOP" | "HELO" => "250 ok".to_owned(),
                _ => "502 5.5.1 not here".to_owned(),
            };
            out.write_all(format!("{reply}\r\n").as_bytes())?;
        }
        Ok(())
    }

    fn take(&self, lines: &mut BufReader<TcpStream>, to: &str) -> std::io::Result<()> {
        let (mut text, mut line) = (String::new(), Vec::new());
        while read_line(lines, &mut line)? {
            if line == b".\r\n" {
                let header = text.lines().find(|l| l.to_lowercase().starts_with("message-id:")).unwrap_or_default();
                let message_id = header.split_once(':').map_or("", |(_, id)| id.trim()).to_owned();
                let mut state = self.state.lock().expect("the sink");
                state.arrived.push(Arrived { to: to.to_owned(), message_id, text });
                let pause = state.pause;
                drop(state);
                std::thread::sleep(pause);
                return Ok(());
            }
            let plain = line.strip_prefix(b".").unwrap_or(&line);
            text.push_str(&String::from_utf8_lossy(plain));
        }
        Err(std::io::ErrorKind::UnexpectedEof.into())
    }
}

fn read_line(lines: &mut BufReader<TcpStream>, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    Ok(lines.read_until(b'\n', line)? > 0)
}
