//! What mail is sent to: Postfix's smtp-sink for speed, one of our own that counts for kills, and a slow wire before either.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::Instant;

/// A child that ends with its owner.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().expect("kill");
        self.0.wait().expect("wait");
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Postfix's sink; none where Postfix is not installed.
pub fn postfix() -> Option<(Running, u16)> {
    let port = free_port();
    let mut command = Command::new("smtp-sink");
    command.args(["-u", "nobody", &format!("127.0.0.1:{port}"), "1000"]).stderr(Stdio::null());
    let child = Running(command.spawn().ok()?);
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some((child, port));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    None
}

/// Postfix's source to the same sink: messages a second.
pub fn source(port: u16, connections: usize, messages: usize) -> Option<f64> {
    let began = std::time::Instant::now();
    let done = Command::new("smtp-source")
        .args(["-s", &connections.to_string(), "-m", &messages.to_string(), "-l", "10240"])
        .args(["-f", "a@x.example", "-t", "b@x.example", &format!("127.0.0.1:{port}")])
        .status()
        .ok()?;
    done.success().then(|| messages as f64 / began.elapsed().as_secs_f64())
}

/// A sink that counts each Message-ID.
#[derive(Clone, Default)]
pub struct Counting(Arc<Mutex<HashMap<String, u32>>>);

impl Counting {
    pub async fn open() -> (Counting, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sink = Counting::default();
        let own = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                // A client that was killed is what this is for.
                tokio::spawn(async move { own.serve(stream).await.unwrap_or_default() });
            }
        });
        (sink, port)
    }

    /// Different messages, and all.
    pub fn got(&self) -> (usize, usize) {
        let got = self.0.lock().unwrap();
        (got.len(), got.values().map(|n| *n as usize).sum())
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::with_capacity(65_536, read).lines();
        write.write_all(b"220 counting\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            match line.get(..4).unwrap_or_default() {
                "EHLO" => write.write_all(b"250-counting\r\n250-PIPELINING\r\n250 8BITMIME\r\n").await?,
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut id = String::new();
                    loop {
                        let Some(line) = lines.next_line().await? else { return Ok(()) };
                        if line == "." {
                            break;
                        }
                        if let Some(found) = line.strip_prefix("Message-ID: ") {
                            id = found.to_owned();
                        }
                    }
                    *self.0.lock().unwrap().entry(id).or_default() += 1;
                    write.write_all(b"250 2.0.0 counted\r\n").await?;
                }
                "QUIT" => return write.write_all(b"221 bye\r\n").await,
                _ => write.write_all(b"250 2.0.0 ok\r\n").await?,
            }
        }
        Ok(())
    }
}

/// A wire on which every byte takes `delay` each way.
pub async fn slow_wire(to: u16, delay: Duration) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
            near.set_nodelay(true).unwrap();
            far.set_nodelay(true).unwrap();
            let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
            tokio::spawn(carry(near_in, far_out, delay));
            tokio::spawn(carry(far_in, near_out, delay));
        }
    });
    port
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, delay: Duration) {
    let (send, mut receive) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let writing = tokio::spawn(async move {
        while let Some((at, bytes)) = receive.recv().await {
            tokio::time::sleep_until(at).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    });
    let mut chunk = vec![0; 65_536];
    while let Ok(n) = from.read(&mut chunk).await {
        if n == 0 || send.send((Instant::now() + delay, chunk[..n].to_vec())).is_err() {
            break;
        }
    }
    drop(send);
    writing.await.unwrap_or_default();
}
