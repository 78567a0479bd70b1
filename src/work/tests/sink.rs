//! A relay on the loopback that takes mail, and misbehaves when told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedWriteHalf;
use tokio::net::{TcpListener, TcpStream};

/// How the relay behaves from the next step on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    Good,
    /// Takes its time for each message.
    Slow(Duration),
    /// Says nothing at all.
    Silent,
    /// Speaks another protocol.
    Garbage,
    /// Takes the message and hangs up before the reply.
    HangsUp,
    /// No recipient is good enough.
    RefusesAll,
    /// One recipient is not.
    Refuses(&'static str),
    /// 421 after so many messages on a connection.
    ClosesAfter(u32),
    /// 421 instead of a greeting.
    Busy,
    /// 421 to RCPT, when DATA is on its way already, after so many messages on a connection.
    LeavesMidway(u32),
    /// Each reply comes byte by byte, with so much time between two.
    Drips(Duration),
    /// Each reply has a hundred lines.
    Wordy,
    /// Greets, and then says no more, though it goes on listening.
    HalfCloses,
    /// One line without an end.
    Endless,
    /// One reply of lines without an end.
    EndlessLines,
}

#[derive(Clone)]
pub struct Sink {
    pub port: u16,
    manner: Arc<Mutex<Manner>>,
    /// How often each Message-ID came in whole.
    got: Arc<Mutex<HashMap<String, u32>>>,
    /// The most bytes that one client took of a reply without an end.
    poured: Arc<Mutex<usize>>,
}

impl Sink {
    pub async fn open(manner: Manner) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Sink {
            port: listener.local_addr().unwrap().port(),
            manner: Arc::new(Mutex::new(manner)),
            got: Arc::default(),
            poured: Arc::default(),
        };
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move {
                    // A client that goes is no fault of the sink's.
                    own.serve(stream).await.unwrap_or_default();
                });
            }
        });
        sink
    }

    pub fn behave(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }
    fn manner(&self) -> Manner {
        *self.manner.lock().unwrap()
    }
    /// How many different messages, and how many in all.
    pub fn got(&self) -> (usize, u32) {
        let got = self.got.lock().unwrap();
        (got.len(), got.values().sum())
    }
    pub fn poured(&self) -> usize {
        *self.poured.lock().unwrap()
    }

    /// Says the same until the client has had enough.
    async fn pour(&self, write: &mut OwnedWriteHalf, words: &[u8]) -> std::io::Result<()> {
        let mut sum = 0;
        loop {
            let said = write.write_all(words).await;
            sum += words.len();
            let mut most = self.poured.lock().unwrap();
            *most = sum.max(*most);
            said?;
        }
    }

    /// A reply in this relay's manner of speaking.
    async fn say(&self, write: &mut OwnedWriteHalf, reply: &str) -> std::io::Result<()> {
        match self.manner() {
            Manner::Drips(pause) => {
                for byte in format!("{reply}\r\n").bytes() {
                    write.write_all(&[byte]).await?;
                    tokio::time::sleep(pause).await;
                }
                Ok(())
            }
            Manner::Wordy => {
                let (code, last) = (&reply[..3], reply.lines().last().unwrap_or_default());
                let mut lines: Vec<String> = (0..99).map(|n| format!("{code}-and {n}")).collect();
                lines.splice(
                    0..reply.lines().count() - 1,
                    reply.lines().map(str::to_owned).take(reply.lines().count() - 1),
                );
                write.write_all(format!("{}\r\n{last}\r\n", lines.join("\r\n")).as_bytes()).await
            }
            _ => write.write_all(format!("{reply}\r\n").as_bytes()).await,
        }
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        match self.manner() {
            Manner::Silent => {
                while lines.next_line().await?.is_some() {}
                return Ok(());
            }
            Manner::Garbage => return write.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await,
            Manner::Busy => return write.write_all(b"421 4.3.2 too busy\r\n").await,
            Manner::HalfCloses => {
                write.write_all(b"220 sink ESMTP\r\n").await?;
                write.shutdown().await?;
                while lines.next_line().await?.is_some() {}
                return Ok(());
            }
            Manner::Endless => return self.pour(&mut write, &[b'2'; 4096]).await,
            Manner::EndlessLines => return self.pour(&mut write, b"220-more to come\r\n".repeat(100).as_slice()).await,
            _ => self.say(&mut write, "220 sink ESMTP").await?,
        }
        let mut taken = 0;
        while let Some(line) = lines.next_line().await? {
            let reply = match (line.split([' ', ':']).next().unwrap_or_default(), self.manner()) {
                ("EHLO", _) => "250-sink\r\n250-PIPELINING\r\n250 8BITMIME",
                ("MAIL", Manner::ClosesAfter(n)) if taken >= n => {
                    write.write_all(b"421 4.3.2 enough for now\r\n").await?;
                    return Ok(());
                }
                ("RCPT", Manner::LeavesMidway(n)) if taken >= n => {
                    write.write_all(b"421 4.3.2 enough for now\r\n").await?;
                    return Ok(());
                }
                ("RCPT", Manner::RefusesAll) => "550 5.7.1 not from you",
                ("RCPT", Manner::Refuses(who)) if line.contains(who) => "550 5.1.1 no such user",
                ("DATA", _) => "354 go on",
                ("QUIT", _) => return write.write_all(b"221 bye\r\n").await,
                _ => "250 2.0.0 ok",
            };
            // Nobody was taken: DATA has nobody to go to.
            let refused = reply.starts_with("550");
            self.say(&mut write, reply).await?;
            if refused && lines.next_line().await?.as_deref() == Some("DATA") {
                write.write_all(b"503 5.5.1 no recipient\r\n").await?;
            }
            if reply.starts_with("354") {
                let id = take(&mut lines).await?;
                if let Manner::Slow(delay) = self.manner() {
                    tokio::time::sleep(delay).await;
                }
                *self.got.lock().unwrap().entry(id).or_default() += 1;
                if self.manner() == Manner::HangsUp {
                    return Ok(());
                }
                taken += 1;
                self.say(&mut write, "250 2.0.0 queued").await?;
            }
        }
        Ok(())
    }
}

/// A message to its lone dot; gives its Message-ID.
async fn take(lines: &mut tokio::io::Lines<BufReader<tokio::net::tcp::OwnedReadHalf>>) -> std::io::Result<String> {
    let mut id = String::new();
    while let Some(line) = lines.next_line().await? {
        if line == "." {
            return Ok(id);
        }
        if let Some(found) = line.strip_prefix("Message-ID: ") {
            id = found.to_owned();
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}
