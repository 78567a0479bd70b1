//! A visitor with a cookie jar, who fills in forms as they stand in pages and follows nothing unasked.

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Client, Method, RequestBuilder, redirect};

use super::form::{Form, forms};

#[derive(Clone)]
pub struct TestClient {
    http: Client,
    base: String,
}

/// The library wants to be told which provider of cryptography there is, even where nothing is encrypted.
pub fn provide() {
    // Whoever was first in this process chose the same.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was found: path and query.
    pub path: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestClient {
    pub fn new(base: &str) -> TestClient {
        provide();
        // The server hangs up on a connection that rests for five seconds; one that is about to be closed is not used again.
        let rest = std::time::Duration::from_secs(2);
        let http = Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy();
        let http = http.pool_idle_timeout(rest);
        TestClient { http: http.build().expect("a client"), base: base.to_owned() }
    }

    /// Where the application listens.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A request to be refined; `path` may be a whole address of this application.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        self.http.request(method, url)
    }

    pub async fn get(&self, path: &str) -> Page {
        send(self.request(Method::GET, path)).await
    }

    pub async fn head(&self, path: &str) -> Page {
        send(self.request(Method::HEAD, path)).await
    }

    /// Posts what a hand-made form would, without looking at any page.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        send(self.request(Method::POST, path).form(fields)).await
    }

    /// Opens a page and fills in the form that goes to `action` (the part before `?` may be enough): its hidden and prefilled
    /// fields are sent as they stand, `fields` replace or add.
    pub async fn submit(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        let shown = self.get(page).await;
        assert_eq!(shown.status, 200, "{page}: {}", shown.text());
        self.submit_on(&shown, action, fields).await
    }

    /// The same on a page already open.
    pub async fn submit_on(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(action);
        let mut sent = form.fields.clone();
        for (name, _) in fields {
            sent.retain(|(n, _)| n != name);
        }
        sent.extend(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        send(self.request(Method::POST, &form.action).form(&sent)).await
    }

    /// Follows a redirection to the page it leads to.
    pub async fn follow(&self, page: &Page) -> Page {
        assert!(matches!(page.status, 302 | 303), "not a redirection: {} {}", page.status, page.text());
        self.get(page.location()).await
    }

    pub async fn json(&self, method: Method, path: &str, token: &str, body: &serde_json::Value) -> Page {
        send(self.request(method, path).bearer_auth(token).json(body)).await
    }
}

/// Sends and reads to the end.
pub async fn send(request: RequestBuilder) -> Page {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let url = response.url();
    let path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    Page { path, status, headers, body: response.text().await.expect("a whole answer") }
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().expect("plain text"))
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn kind(&self) -> &str {
        self.header(CONTENT_TYPE.as_str())
    }

    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("no JSON ({e}): {}", self.body))
    }

    /// What a reader sees: the text between the tags, blanks folded.
    pub fn text(&self) -> String {
        if !self.kind().contains("html") {
            return self.body.clone();
        }
        let mut text = String::new();
        for piece in self.body.split('<').skip(1) {
            let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
            // Scripts and drawings say nothing to a reader.
            if !tag.starts_with("script") && !tag.starts_with("title") {
                text.push_str(words);
                text.push(' ');
            }
        }
        unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Page {
        let text = self.text();
        assert!(text.contains(words), "{words:?} is not said ({}): {text}", self.status);
        self
    }

    #[track_caller]
    pub fn does_not_say(&self, words: &str) -> &Page {
        let text = self.text();
        assert!(!text.contains(words), "{words:?} is said ({}): {text}", self.status);
        self
    }

    /// The form that goes to `action`.
    #[track_caller]
    pub fn form(&self, action: &str) -> Form {
        let all = self.forms();
        let goes_there = |f: &&Form| f.action == action || f.action.split('?').next() == Some(action);
        // A page may hold a search and an act under one address: the act is meant.
        let found = all.iter().filter(|f| f.method == "post").find(goes_there).or_else(|| all.iter().find(goes_there));
        found.cloned().unwrap_or_else(|| {
            let actions: Vec<_> = all.iter().map(|f| f.action.as_str()).collect();
            panic!("no form to {action}, but to {actions:?} ({}): {}", self.status, self.text())
        })
    }

    /// All forms; one without an address goes to the page itself.
    pub fn forms(&self) -> Vec<Form> {
        let mut all = forms(&self.body);
        for form in all.iter_mut().filter(|f| f.action.is_empty()) {
            form.action.clone_from(&self.path);
        }
        all
    }

    /// The targets of all links.
    pub fn links(&self) -> Vec<String> {
        let pieces = self.body.split("<a ").skip(1);
        let tags = pieces.filter_map(|p| p.split('>').next());
        let targets = tags.filter_map(|t| t.split_once("href=\"")).filter_map(|(_, t)| t.split('"').next());
        targets.map(unescaped).collect()
    }
}

pub fn unescaped(text: &str) -> String {
    let mut out = text.to_owned();
    for (code, plain) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        out = out.replace(code, plain);
    }
    out
}
